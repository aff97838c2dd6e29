import { report } from "../../diagnostics/report.js";
import type { Rule } from "../../program/rule.js";

/** The runtime makes an instance for each call, and has no arguments for its constructor. */
export const checkConstructor: Rule = ({ callables }) =>
  callables.flatMap(({ declaration: { className, constructorObstacle } }) =>
    constructorObstacle === undefined
      ? []
      : [report("agent/constructor", constructorObstacle, { className })],
  );
