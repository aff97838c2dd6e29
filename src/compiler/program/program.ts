import type { ResolvedConfig } from "../../config/config.js";
import type { ModelInfo } from "../../model-registry/model-info.js";
import type { ClassDecoratorName } from "../analyze/declaration/agent-declaration.js";
import type { OutsideClass } from "../analyze/classes/find-outside.js";
import type { Span } from "../diagnostics/diagnostic.js";
import type { Directive } from "../diagnostics/directive.js";
import type { LinkedAgent } from "./linked-agent.js";
import type { ProjectCode } from "./module-code.js";

/** An import of one module of the project by another. */
export interface ProgramImport {
  readonly specifier: string;
  readonly span: Span;
  /** Whether nothing is left of it at run time. */
  readonly typeOnly: boolean;
  /** The path of what it means, from the root; also of a file that is not there yet. */
  readonly target: string;
}

/** A whole project, as the rules of `check/` see it. Paths are from the root, with `/`. */
export interface Program {
  readonly config: ResolvedConfig;
  /** `"agents.config.ts"`. */
  readonly configFile: string;
  /** The beginning of the config, for what is wrong in it. */
  readonly configSpan: Span;
  /** `"generated"`. */
  readonly output: string;
  /** By file and position. */
  readonly agents: readonly LinkedAgent[];
  /** What is known of the models that agents ask, by the name that an agent says; unknown ones are not in it. */
  readonly models: ReadonlyMap<string, ModelInfo>;
  /** For models of which nothing is known: the known one that is meant, most likely. */
  readonly nearModels: ReadonlyMap<string, string>;
  /** What each module of the project that an agent reaches imports of the project. */
  readonly imports: ReadonlyMap<string, readonly ProgramImport[]>;
  /** What agents run. */
  readonly code: ProjectCode;
  /** What the config says, and the modules of agents with what they import of the project. */
  readonly texts: ReadonlyMap<string, string>;
  /** Classes that say that they are agents where agents are not looked for. */
  readonly outside: readonly OutsideClass[];
  /** The comments that turn warnings off. */
  readonly directives: readonly Directive[];
}

/** Where a decorator of an agent is given its value; the class's name when syntax does not show it. */
export function spanOf({ declaration }: LinkedAgent, decorator: ClassDecoratorName): Span {
  return declaration.decorators.get(decorator) ?? declaration.span;
}
