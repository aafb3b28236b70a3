// Pages of a PDF by pdf.js, with the places of the facts above them. Loaded with the first PDF.
import * as pdfjs from "pdfjs-dist";
import workerUrl from "pdfjs-dist/build/pdf.worker.min.mjs?url";
import { useEffect, useMemo, useRef, useState } from "react";
import type { Area } from "../api/types";
import { useT } from "../i18n";
import { type Box, boxesOfQuote, type Piece } from "../logic/quote";
import { Loading, ProblemNote } from "../ui/states";

pdfjs.GlobalWorkerOptions.workerSrc = workerUrl;

/** A statement and where it stands. */
export interface PdfMark {
  id: string;
  page: number;
  area: Area | null;
  quote: string;
}

interface Shown {
  file: Blob;
  marks: readonly PdfMark[];
  active: string | null;
  onMark: (id: string) => void;
  label: string;
}

const WIDEST = 920;

export default function Pdf({ file, marks, active, onMark, label }: Shown) {
  const [pages, setPages] = useState<pdfjs.PDFPageProxy[] | null>(null);
  const [problem, setProblem] = useState<unknown>(null);
  const [width, setWidth] = useState(0);
  const frame = useRef<HTMLDivElement>(null);

  useEffect(() => {
    let gone = false;
    let task: pdfjs.PDFDocumentLoadingTask | null = null;
    void (async () => {
      try {
        task = pdfjs.getDocument({
          data: await file.arrayBuffer(),
          isEvalSupported: false,
          enableXfa: false,
        });
        const document = await task.promise;
        const all: pdfjs.PDFPageProxy[] = [];
        for (let at = 1; at <= document.numPages; at += 1) all.push(await document.getPage(at));
        if (!gone) setPages(all);
      } catch (thrown) {
        if (!gone) setProblem(thrown);
      }
    })();
    return () => {
      gone = true;
      void task?.destroy();
    };
  }, [file]);

  useEffect(() => {
    const element = frame.current;
    if (!element) return;
    const observer = new ResizeObserver(([entry]) => {
      if (entry) setWidth(Math.min(Math.floor(entry.contentRect.width), WIDEST));
    });
    observer.observe(element);
    return () => observer.disconnect();
  }, []);

  return (
    <div
      ref={frame}
      role="group"
      aria-label={label}
      className="mx-auto flex max-w-[920px] flex-col items-center gap-4"
    >
      {problem ? <ProblemNote problem={problem} /> : null}
      {!pages && !problem ? (
        <div className="w-full">
          <Loading />
        </div>
      ) : null}
      {pages && width > 0
        ? pages.map((page) => (
            <Page
              key={page.pageNumber}
              page={page}
              of={pages.length}
              width={width}
              marks={marks.filter((mark) => mark.page === page.pageNumber)}
              active={active}
              onMark={onMark}
            />
          ))
        : null}
    </div>
  );
}

function Page({
  page,
  of,
  width,
  marks,
  active,
  onMark,
}: {
  page: pdfjs.PDFPageProxy;
  of: number;
  width: number;
  marks: readonly PdfMark[];
  active: string | null;
  onMark: (id: string) => void;
}) {
  const t = useT();
  const canvas = useRef<HTMLCanvasElement>(null);
  const frame = useRef<HTMLDivElement>(null);
  const [isNear, setNear] = useState(page.pageNumber <= 2);
  const [pieces, setPieces] = useState<readonly Piece[]>([]);
  const size = useMemo(() => page.getViewport({ scale: 1 }), [page]);
  const scale = width / size.width;

  // Pages are drawn when they come near, so a long file opens at once.
  useEffect(() => {
    const element = frame.current;
    if (!element || isNear) return;
    const observer = new IntersectionObserver(([entry]) => entry?.isIntersecting && setNear(true), {
      rootMargin: "800px",
    });
    observer.observe(element);
    return () => observer.disconnect();
  }, [isNear]);

  useEffect(() => {
    const target = canvas.current;
    if (!target || !isNear) return;
    const dense = page.getViewport({ scale: scale * Math.min(window.devicePixelRatio, 2) });
    target.width = Math.floor(dense.width);
    target.height = Math.floor(dense.height);
    const task = page.render({ canvas: target, viewport: dense });
    // A drawing that is overtaken by the next one is cancelled, which is no failure.
    task.promise.catch(() => undefined);
    return () => task.cancel();
  }, [page, scale, isNear]);

  const hasMarks = marks.length > 0;
  useEffect(() => {
    if (!hasMarks) return;
    let gone = false;
    page.getTextContent().then(
      (content) => {
        if (!gone) setPieces(content.items.flatMap((item) => ("str" in item ? [pieceOf(item, size)] : [])));
      },
      // Without the words the box of the block is shown.
      () => undefined,
    );
    return () => {
      gone = true;
    };
  }, [page, size, hasMarks]);

  const boxes = useMemo(
    () => marks.flatMap((mark) => boxesOfMark(mark, pieces).map((box) => ({ id: mark.id, box }))),
    [marks, pieces],
  );
  return (
    <div
      ref={frame}
      data-page={page.pageNumber}
      className="relative overflow-hidden rounded-sm bg-white shadow-sm ring-1 ring-line"
      style={{ width, height: Math.floor(size.height * scale) }}
    >
      <canvas
        ref={canvas}
        role="img"
        aria-label={t("viewer.page_of", { page: String(page.pageNumber), of: String(of) })}
        className="block size-full"
      />
      {boxes.map(({ id, box }, at) => (
        <span
          key={at}
          data-marks={id}
          data-active={id === active}
          onClick={() => onMark(id)}
          aria-hidden="true"
          className="absolute cursor-pointer rounded-[2px] bg-[#ffd84d]/25 mix-blend-multiply hover:bg-[#ffd84d]/50 data-[active=true]:bg-[#ffd21f]/75"
          style={{
            left: box.left * scale - 1,
            top: box.top * scale - 1,
            width: box.width * scale + 2,
            height: box.height * scale + 2,
          }}
        />
      ))}
    </div>
  );
}

function boxesOfMark(mark: PdfMark, pieces: readonly Piece[]): readonly Box[] {
  const exact = boxesOfQuote(pieces, mark.quote, mark.area?.top ?? 0);
  if (exact.length > 0) return exact;
  return mark.area ? [mark.area] : [];
}

interface TextItem {
  str: string;
  transform: number[];
  width: number;
  height: number;
}

function pieceOf(item: TextItem, size: pdfjs.PageViewport): Piece {
  const [, , c = 0, d = 0, x = 0, y = 0] = item.transform;
  const height = Math.hypot(c, d) || item.height;
  const [left = 0, bottom = 0] = size.convertToViewportPoint(x, y) as number[];
  // Letters reach about a quarter of their height below the line on which they stand.
  return { text: item.str, left, top: bottom - height * 0.85, width: item.width, height: height * 1.12 };
}
