import { type ReactNode, useEffect } from "react";

/** The head and frame of a page; its title is also the title of the window. */
export function Page({
  title,
  about,
  actions,
  children,
  wide = false,
}: {
  title: string;
  about?: ReactNode;
  actions?: ReactNode;
  children: ReactNode;
  wide?: boolean;
}) {
  useEffect(() => {
    document.title = `${title} · Secretariat`;
  }, [title]);
  return (
    <div className={`mx-auto px-4 py-5 md:px-8 md:py-7 ${wide ? "max-w-[90rem]" : "max-w-5xl"}`}>
      <header className="mb-5 flex flex-wrap items-start justify-between gap-x-6 gap-y-3">
        <div className="min-w-0">
          <h1 className="break-words">{title}</h1>
          {about ? <p className="mt-1 max-w-prose text-soft text-balance">{about}</p> : null}
        </div>
        {actions ? <div className="flex flex-wrap gap-2">{actions}</div> : null}
      </header>
      {children}
    </div>
  );
}
