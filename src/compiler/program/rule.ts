import type { Diagnostic } from "../diagnostics/diagnostic.js";
import type { Program } from "./program.js";

/** Checks a whole project for one kind of mistake. */
export type Rule = (program: Program) => Diagnostic[];
