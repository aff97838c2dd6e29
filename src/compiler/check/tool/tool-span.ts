import type { Span } from "../../diagnostics/diagnostic.js";
import type { LinkedTool } from "../../program/linked-tool.js";
import { propertySpan } from "../spans/property-span.js";

/** The place of a tool's option: in the decorator of a method, otherwise where the tool is listed. */
export function toolSpan(tool: LinkedTool, option: "name" | "timeout"): Span {
  if (tool.kind !== "method") return tool.span;
  const span = propertySpan(tool.toolSpan, [option]);
  return span === tool.toolSpan ? tool.span : span;
}
