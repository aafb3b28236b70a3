/** One of a few, as buttons in a row. */
export function Pills<K extends string>({
  label,
  options,
  value,
  onChange,
}: {
  label: string;
  options: readonly (readonly [K, string])[];
  value: K;
  onChange: (key: K) => void;
}) {
  return (
    <div role="group" aria-label={label} className="mb-4 flex flex-wrap gap-1">
      {options.map(([key, words]) => (
        <button
          key={key}
          type="button"
          aria-pressed={value === key}
          onClick={() => onChange(key)}
          className={`min-h-8 rounded-full px-3 text-sm ${value === key ? "bg-ink text-ground" : "text-soft hover:bg-hover"}`}
        >
          {words}
        </button>
      ))}
    </div>
  );
}
