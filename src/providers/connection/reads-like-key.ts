import { redact } from "../../errors/redact/redact.js";

/**
 * Whether a segment of a URL's path may be a key: its letters and digits change places too often, or stand
 * in a run too long, for a word, a version, a date, or the name of a model.
 */
export function readsLikeKey(segment: string): boolean {
  const signs = segment.replaceAll(/%[\da-f]{2}/gi, "");
  if (signs !== "" && redact(signs) !== signs) return true;
  const isHex = /^[\da-f-]{16,}$/i.test(signs) && /\d/.test(signs) && /[a-f]/i.test(signs);
  return isHex || signs.split(/[^a-z\d]+/i).some(isScrambled);
}

function isScrambled(run: string): boolean {
  const turns = run.match(/[a-z](?=\d)|\d(?=[a-z])/gi)?.length ?? 0;
  return (turns > 2 && run.length >= 8) || (turns > 0 && run.length >= 16) || /\d{12}/.test(run);
}
