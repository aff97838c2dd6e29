import type { Span } from "../../diagnostics/diagnostic.js";
import type { LinkedTool } from "../../program/linked-tool.js";
import { propertySpan } from "../spans/property-span.js";

/** Where the options of a tool say something: a method's in its decorator, and else where the tool is. */
export function toolSpan(tool: LinkedTool, option: "name" | "timeout"): Span {
  if (tool.kind !== "method") return tool.span;
  const span = propertySpan(tool.toolSpan, [option]);
  return span === tool.toolSpan ? tool.span : span;
}
