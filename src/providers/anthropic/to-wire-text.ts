/** Whether a text is refused where Anthropic wants one: it holds nothing, or white space alone. */
export function isBlank(text: string): boolean {
  return !/\S/.test(text);
}

/** An id of a tool call as Anthropic takes it; another provider may have given it, in a form of its own. */
export function toToolId(id: string): string {
  return id.replaceAll(/[^\w-]/g, "_");
}
