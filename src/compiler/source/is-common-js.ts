import { ts } from "./typescript.js";

/** Whether tsc treats the modules of a project as CommonJS. @param root - absolute */
export function isCommonJs(root: string, { module }: ts.CompilerOptions): boolean {
  if (module === ts.ModuleKind.CommonJS) return true;
  const options = { ...(module !== undefined && { module }) };
  const format = ts.getImpliedNodeFormatForFile(`${root}/agent.ts`, undefined, ts.sys, options);
  return format === ts.ModuleKind.CommonJS;
}
