import { useEffect, useState } from "react";
import type { Area } from "../api/types";

/** The width of a sheet of A4 in points. */
const SHEET = 595;

/** A picture of a page with the places of the facts above it. Its words are in the other view. */
export function Picture({
  file,
  name,
  marks,
  active,
  onMark,
}: {
  file: Blob;
  name: string;
  marks: readonly { id: string; area: Area | null }[];
  active: string | null;
  onMark: (id: string) => void;
}) {
  const [size, setSize] = useState<{ width: number; height: number } | null>(null);
  const [shown, setShown] = useState<{ url: string; dpi: number | null } | null>(null);
  useEffect(() => {
    const url = URL.createObjectURL(file);
    let gone = false;
    void resolutionOf(file).then((dpi) => !gone && setShown({ url, dpi }));
    return () => {
      gone = true;
      URL.revokeObjectURL(url);
    };
  }, [file]);
  // A picture that does not say its resolution is taken for a sheet of A4, as the core does.
  const width = size && (shown?.dpi ? (size.width * 72) / shown.dpi : SHEET);
  const points = size && width ? { width, height: (width * size.height) / size.width } : null;
  const part = (value: number, whole: number) => `${(value / whole) * 100}%`;
  return (
    <div className="relative mx-auto max-w-[920px] overflow-hidden rounded-sm bg-white shadow-sm ring-1 ring-line">
      {shown ? (
        <img
          src={shown.url}
          alt={name}
          onLoad={(event) =>
            setSize({ width: event.currentTarget.naturalWidth, height: event.currentTarget.naturalHeight })
          }
          className="block w-full"
        />
      ) : null}
      {points
        ? marks.map(({ id, area }, at) =>
            area ? (
              <span
                key={at}
                data-marks={id}
                data-active={id === active}
                onClick={() => onMark(id)}
                aria-hidden="true"
                className="absolute cursor-pointer rounded-[2px] bg-[#ffd84d]/20 mix-blend-multiply hover:bg-[#ffd84d]/45 data-[active=true]:bg-[#ffd21f]/60"
                style={{
                  left: part(area.left, points.width),
                  top: part(area.top, points.height),
                  width: part(area.width, points.width),
                  height: part(area.height, points.height),
                }}
              />
            ) : null,
          )
        : null}
    </div>
  );
}

/** Reads the resolution of a PNG from its chunk pHYs; null for other files and for files without one. */
export async function resolutionOf(file: Blob): Promise<number | null> {
  const view = new DataView(await file.slice(0, 4096).arrayBuffer());
  if (view.byteLength < 33 || view.getUint32(0) !== 0x89504e47) return null;
  for (let at = 8; at + 21 <= view.byteLength; at += 12 + view.getUint32(at)) {
    const name = view.getUint32(at + 4);
    if (name === 0x70485973)
      return view.getUint8(at + 16) === 1 ? Math.round(view.getUint32(at + 8) * 0.0254) : null;
    if (name === 0x49444154) return null;
  }
  return null;
}
