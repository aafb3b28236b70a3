import { Link } from "@tanstack/react-router";
import { useEffect, useState } from "react";
import { useT } from "../i18n";
import { label } from "../i18n/label";
import { IconButton, Spinner } from "../ui/button";
import { Icon } from "../ui/icon";
import { clearUploads, type Upload, useUploads } from "./uploads";

/** How long files that are all in stay listed, in milliseconds. */
const LINGER = 8_000;

/** Files on their way, on every page. Once all are in they leave the view, unless somebody is looking at them. */
export function UploadTray() {
  const t = useT();
  const uploads = useUploads();
  const [watched, setWatched] = useState(false);
  const open = uploads.filter((one) => ["waiting", "sending", "reading"].includes(one.phase)).length;
  const failed = uploads.filter((one) => one.phase === "failed").length;
  const leaves = uploads.length > 0 && open === 0 && failed === 0 && !watched;
  useEffect(() => {
    if (!leaves) return;
    const timer = setTimeout(clearUploads, LINGER);
    return () => clearTimeout(timer);
  }, [leaves]);
  if (uploads.length === 0) return null;
  return (
    <section
      aria-label={t("upload.title")}
      onPointerEnter={() => setWatched(true)}
      onPointerLeave={() => setWatched(false)}
      onFocus={() => setWatched(true)}
      onBlur={() => setWatched(false)}
      className="fixed right-3 bottom-18 z-20 w-[min(24rem,calc(100vw-1.5rem))] overflow-hidden rounded-xl border border-line bg-surface shadow-lg md:right-5 md:bottom-5"
    >
      <header className="flex items-center justify-between border-b border-line py-1 pr-1 pl-4">
        <p role="status" className="text-sm font-medium">
          {open > 0
            ? t("upload.open", { n: open })
            : failed > 0
              ? t("upload.failed", { n: failed })
              : t("upload.done", { n: uploads.length })}
        </p>
        <IconButton
          icon="close"
          label={t("upload.clear")}
          onClick={clearUploads}
          disabled={open === uploads.length}
        />
      </header>
      <ul className="max-h-64 divide-y divide-line overflow-y-auto">
        {uploads.map((one) => (
          <Line key={one.key} upload={one} />
        ))}
      </ul>
    </section>
  );
}

function Line({ upload }: { upload: Upload }) {
  const t = useT();
  const says =
    upload.phase === "reading" && upload.pages !== null
      ? t("upload.understanding", { n: upload.pages })
      : upload.phase === "sending"
        ? t("upload.sending", { part: `${Math.round(upload.sent * 100)} %` })
        : label(t, "upload.phase", upload.phase);
  return (
    <li className="flex items-start gap-2.5 px-4 py-2 text-sm">
      <span className="mt-0.5">
        {upload.phase === "done" || upload.phase === "known" ? (
          <Icon name="check" className="size-4 text-good" />
        ) : upload.phase === "failed" ? (
          <Icon name="stop" className="size-4 text-stop" />
        ) : upload.phase === "waiting" ? (
          <Icon name="clock" className="size-4 text-faint" />
        ) : (
          <span className="text-accent">
            <Spinner />
          </span>
        )}
      </span>
      <div className="min-w-0 flex-1">
        {upload.document ? (
          <Link to="/documents/$id" params={{ id: upload.document }} className="block truncate">
            {upload.name}
          </Link>
        ) : (
          <p className="truncate">{upload.name}</p>
        )}
        <p className={`text-xs ${upload.phase === "failed" ? "text-stop" : "text-faint"}`}>
          {upload.problem ? upload.problem.message || label(t, "problem", upload.problem.kind) : says}
        </p>
      </div>
    </li>
  );
}
