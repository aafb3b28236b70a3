import { Link, type LinkProps } from "@tanstack/react-router";
import type { ComponentProps, ReactNode } from "react";
import { Icon, type IconName } from "./icon";

export type Look = "main" | "plain" | "quiet" | "danger";

const looks: Record<Look, string> = {
  main: "bg-accent text-accent-ink hover:opacity-90",
  plain: "border border-line-mid bg-surface text-ink hover:bg-hover",
  quiet: "text-soft hover:bg-hover hover:text-ink",
  danger: "border border-stop bg-surface text-stop hover:bg-stop-soft",
};

const shape =
  "inline-flex min-h-9 items-center justify-center gap-1.5 rounded-md px-3 py-1.5 text-sm font-medium whitespace-nowrap no-underline hover:no-underline disabled:opacity-50 transition-colors";

interface Extra {
  look?: Look;
  icon?: IconName;
  busy?: boolean;
  children?: ReactNode;
}

export function Button({
  look = "plain",
  icon,
  busy = false,
  children,
  className = "",
  ...rest
}: Extra & ComponentProps<"button">) {
  return (
    <button
      type="button"
      {...rest}
      disabled={rest.disabled || busy}
      aria-busy={busy || undefined}
      className={`${shape} ${looks[look]} ${className}`}
    >
      {busy ? <Spinner /> : icon ? <Icon name={icon} /> : null}
      {children}
    </button>
  );
}

/** A button of an icon alone; `label` is what it is called. */
export function IconButton({
  icon,
  label,
  className = "",
  ...rest
}: { icon: IconName; label: string } & ComponentProps<"button">) {
  return (
    <button
      type="button"
      {...rest}
      aria-label={label}
      title={label}
      className={`inline-flex size-9 items-center justify-center rounded-md text-soft hover:bg-hover hover:text-ink disabled:opacity-40 ${className}`}
    >
      <Icon name={icon} />
    </button>
  );
}

export function ButtonLink({
  look = "plain",
  icon,
  children,
  className = "",
  ...rest
}: Extra & LinkProps & { className?: string }) {
  return (
    <Link {...rest} className={`${shape} ${looks[look]} ${className}`}>
      {icon ? <Icon name={icon} /> : null}
      {children}
    </Link>
  );
}

export function Spinner() {
  return (
    <span
      className="inline-block size-4 animate-spin rounded-full border-2 border-current border-r-transparent"
      aria-hidden="true"
    />
  );
}
