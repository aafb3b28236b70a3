import type { Format } from "../api/types";
import { Icon, type IconName } from "./icon";

const icons: Record<Format, IconName> = {
  pdf: "file",
  docx: "file",
  xlsx: "table",
  csv: "table",
  pptx: "slides",
  html: "web",
  eml: "mail",
  markdown: "file",
  text: "file",
  image: "image",
};

export function DocumentIcon({ format }: { format: Format }) {
  return <Icon name={icons[format] ?? "file"} className="size-5 text-faint" />;
}
