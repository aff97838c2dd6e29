/**
 * The name of an agent's module in the output folder, without its extension: `classify-ticket` for
 * `classifyTicket`, `read-pdf-page` for `readPDFPage`.
 */
export function fileNameOf(agentName: string): string {
  return agentName
    .replace(/(\p{Ll}|\p{N})(\p{Lu})/gu, "$1-$2")
    .replace(/(\p{Lu})(\p{Lu}\p{Ll})/gu, "$1-$2")
    .toLowerCase();
}
