import { type ComponentProps, type ReactNode, useId } from "react";
import { intoView } from "./states";

interface Named {
  label: string;
  hint?: string | undefined;
  error?: string | undefined;
}

function Frame({ label, hint, error, id, children }: Named & { id: string; children: ReactNode }) {
  return (
    <div>
      <label htmlFor={id} className="label">
        {label}
      </label>
      {children}
      {hint ? (
        <p id={`${id}-hint`} className="mt-1 text-sm text-faint">
          {hint}
        </p>
      ) : null}
      {error ? (
        <p
          id={`${id}-error`}
          ref={intoView}
          role="alert"
          className="mt-1 text-sm text-stop first-letter:uppercase"
        >
          {error}
        </p>
      ) : null}
    </div>
  );
}

function described({ hint, error }: Named, id: string): string | undefined {
  const ids = [hint ? `${id}-hint` : "", error ? `${id}-error` : ""].filter(Boolean);
  return ids.length > 0 ? ids.join(" ") : undefined;
}

export function Field({ label, hint, error, className = "", ...rest }: Named & ComponentProps<"input">) {
  const id = useId();
  return (
    <Frame label={label} hint={hint} error={error} id={id}>
      <input
        id={id}
        {...rest}
        aria-invalid={error ? true : undefined}
        aria-describedby={described({ label, hint, error }, id)}
        className={`field ${className}`}
      />
    </Frame>
  );
}

export function TextArea({
  label,
  hint,
  error,
  className = "",
  ...rest
}: Named & ComponentProps<"textarea">) {
  const id = useId();
  return (
    <Frame label={label} hint={hint} error={error} id={id}>
      <textarea
        id={id}
        rows={4}
        {...rest}
        aria-invalid={error ? true : undefined}
        aria-describedby={described({ label, hint, error }, id)}
        className={`field ${className}`}
      />
    </Frame>
  );
}

export function Choice({
  label,
  hint,
  error,
  options,
  className = "",
  ...rest
}: Named & { options: readonly (readonly [string, string])[] } & ComponentProps<"select">) {
  const id = useId();
  return (
    <Frame label={label} hint={hint} error={error} id={id}>
      <select
        id={id}
        {...rest}
        aria-describedby={described({ label, hint, error }, id)}
        className={`field h-9.5 ${className}`}
      >
        {options.map(([value, words]) => (
          <option key={value} value={value}>
            {words}
          </option>
        ))}
      </select>
    </Frame>
  );
}
