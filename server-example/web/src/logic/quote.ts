// Finds quoted words among the pieces of text that a page of a PDF holds.

/** A piece of a page: its words and its box, from the top left corner of the page. */
export interface Piece {
  text: string;
  left: number;
  top: number;
  width: number;
  height: number;
}

export type Box = Omit<Piece, "text">;

/** Letters that matter for finding: no white space, no hyphens, one case, ligatures as letters. */
function letters(text: string): string[] {
  return Array.from(text.normalize("NFKC").toLowerCase()).filter(
    (letter) => !/[\s\u00AD\u2010\u2011-]/u.test(letter),
  );
}

/**
 * Finds the boxes of a quotation; empty when the page does not hold it. Of several places the one nearest to `near`,
 * the top of the block that holds it, is taken.
 */
export function boxesOfQuote(pieces: readonly Piece[], quote: string, near: number): Box[] {
  const wanted = letters(quote).join("");
  if (wanted === "") return [];
  const owners: { piece: number; from: number; until: number }[] = [];
  let all = "";
  pieces.forEach((piece, at) => {
    const own = letters(piece.text);
    own.forEach((letter, index) => {
      for (let unit = 0; unit < letter.length; unit += 1) {
        owners.push({ piece: at, from: index / own.length, until: (index + 1) / own.length });
      }
      all += letter;
    });
  });
  let best: Box[] = [];
  let distance = Number.POSITIVE_INFINITY;
  for (let at = all.indexOf(wanted); at >= 0; at = all.indexOf(wanted, at + 1)) {
    const boxes = boxesOf(pieces, owners.slice(at, at + wanted.length));
    const away = Math.abs((boxes[0]?.top ?? 0) - near);
    if (away < distance) [best, distance] = [boxes, away];
  }
  return best;
}

function boxesOf(
  pieces: readonly Piece[],
  owners: readonly { piece: number; from: number; until: number }[],
): Box[] {
  const boxes: Box[] = [];
  let open: { piece: number; from: number; until: number } | null = null;
  const close = () => {
    const piece = open && pieces[open.piece];
    if (!open || !piece) return;
    const { from, until } = open;
    boxes.push({
      left: piece.left + piece.width * from,
      top: piece.top,
      width: piece.width * (until - from),
      height: piece.height,
    });
  };
  for (const owner of owners) {
    if (open && open.piece === owner.piece) open.until = owner.until;
    else {
      close();
      open = { ...owner };
    }
  }
  close();
  return boxes;
}
