import { ts } from "./typescript.js";

/** Whether tsc takes the modules of a project for CommonJS. @param root - absolute */
export function isCommonJs(root: string, { module }: ts.CompilerOptions): boolean {
  if (module === ts.ModuleKind.CommonJS) return true;
  const options = { ...(module !== undefined && { module }) };
  const format = ts.getImpliedNodeFormatForFile(`${root}/agent.ts`, undefined, ts.sys, options);
  return format === ts.ModuleKind.CommonJS;
}
