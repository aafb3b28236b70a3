import type { Place } from "../api/types";
import type { Translate } from "../i18n";

/** Says a place as a person would look it up. */
export function placeLabel(t: Translate, place: Place): string {
  switch (place.type) {
    case "page":
      return t("place.page", { at: String(place.page) });
    case "slide":
      return t("place.slide", { at: String(place.slide) });
    case "cell":
      return `${place.sheet}!${place.cell}`;
    case "paragraph":
      return t("place.paragraph", { at: String(place.paragraph) });
    case "line":
      return t("place.line", { at: String(place.line) });
    case "part":
      if (place.part === "body") {
        return place.paragraph ? t("place.body_paragraph", { at: String(place.paragraph) }) : t("place.body");
      }
      return place.part;
  }
}
