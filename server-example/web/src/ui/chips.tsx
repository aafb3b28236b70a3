/** Several of a few, as buttons that stay pressed. */
export function Chips<K extends string>({
  label,
  options,
  chosen,
  onChange,
}: {
  label: string;
  options: readonly (readonly [K, string])[];
  chosen: readonly K[];
  onChange: (chosen: readonly K[]) => void;
}) {
  return (
    <fieldset>
      <legend className="label">{label}</legend>
      <div className="flex flex-wrap gap-1.5">
        {options.map(([key, words]) => {
          const isOn = chosen.includes(key);
          return (
            <button
              key={key}
              type="button"
              aria-pressed={isOn}
              onClick={() => onChange(isOn ? chosen.filter((other) => other !== key) : [...chosen, key])}
              className={`min-h-8 rounded-full border px-3 text-sm ${isOn ? "border-accent bg-accent-soft text-accent" : "border-line text-soft hover:bg-hover"}`}
            >
              {words}
            </button>
          );
        })}
      </div>
    </fieldset>
  );
}
