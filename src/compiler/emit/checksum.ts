import { createHash } from "node:crypto";

/** A short hash of a text, by which an edit is noticed. Line ends alone make no difference. */
export function checksumOf(text: string): string {
  return createHash("sha256").update(text.replaceAll("\r\n", "\n")).digest("hex").slice(0, 16);
}
