// Which words of a text are those of a question.

/** Words that stand everywhere and tell nothing about a passage. */
const everywhere = new Set(
  [
    "the and for does did has had have when what who whom which why how are was were will with from into our your you",
    "this that these those there their its his her not but can may must shall should would could any all",
    "der die das den dem des ein eine einen einem einer und oder wann was wer wen wem wie wo warum ist sind war",
    "wird werden wurde haben hat hatte für mit von vom bis bei nach aus auf über unter wir ihr ihre sie ich uns unser",
    "nicht kein keine kann muss müssen soll darf dass als auch zum zur",
  ].flatMap((line) => line.split(" ")),
);

/** Endings by which a word is still the same: `lease`, `leases`. */
const ENDING = 2;

/** Parts a text, so that every second piece is a word of the question; filters such as `from:` are none. */
export function emphasise(text: string, question: string): string[] {
  const wanted = question
    .replace(/\b\w+:\S*/g, " ")
    .split(/[^\p{L}\p{N}]+/u)
    .filter((word) => word.length > 2 && !everywhere.has(word.toLowerCase()));
  if (wanted.length === 0) return [text];
  const words = wanted.map((word) => `${word}\\p{L}{0,${ENDING}}`).join("|");
  return text.split(new RegExp(`(?<![\\p{L}\\p{N}])(${words})(?![\\p{L}\\p{N}])`, "giu"));
}
