import { readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { describe, expect, it } from "vitest";
import { de } from "../../src/i18n/de";
import { en } from "../../src/i18n/en";

const slots = (text: string) => [...text.matchAll(/\{(\w+)\}/g)].map((found) => found[1]).toSorted();

function sources(folder: string): string[] {
  return readdirSync(folder, { withFileTypes: true }).flatMap((entry) => {
    const path = join(folder, entry.name);
    if (entry.isDirectory()) return entry.name === "i18n" || entry.name === "api" ? [] : sources(path);
    return /\.tsx?$/.test(entry.name) ? [readFileSync(path, "utf8")] : [];
  });
}

describe("the words of the page", () => {
  const keys = Object.keys(en) as (keyof typeof en)[];
  const code = sources(new URL("../../src", import.meta.url).pathname).join("\n");

  it("are there in both languages, in the same order", () => {
    expect(Object.keys(de)).toEqual(keys);
  });

  it("say something in both languages", () => {
    for (const key of keys) {
      expect(en[key].trim(), key).not.toBe("");
      expect(de[key].trim(), key).not.toBe("");
    }
  });

  it("take the same values in both languages", () => {
    for (const key of keys) expect(slots(de[key]), key).toEqual(slots(en[key]));
  });

  it("have a plural for each singular", () => {
    for (const key of keys.filter((one) => one.endsWith("_one")))
      expect(keys).toContain(key.slice(0, -"_one".length));
  });

  it("are used: by name, or as the words of an enumeration", () => {
    const groups = new Set([...code.matchAll(/label\(t, "([a-z_.]+)"/g)].map((found) => found[1]));
    const unused = keys.filter((key) => {
      const name = key.replace(/_one$/, "");
      const group = name.slice(0, name.lastIndexOf("."));
      return (
        !code.includes(`"${name}"`) &&
        !groups.has(group) &&
        ![...groups].some((one) => name.startsWith(`${one}.`))
      );
    });
    expect(unused).toEqual([]);
  });

  it("are not written into the pages themselves", () => {
    // Text between tags that begins with a letter and holds a space is a sentence that cannot be translated.
    const written = [...code.matchAll(/>\s*([A-Z][a-z]+ [a-z]+[^<>{}]*)</g)].map((found) => found[1]);
    expect(written).toEqual([]);
  });
});
