import type { ResolvedConfig } from "../../config/config.js";
import type { ModelInfo } from "../../model-registry/model-info.js";
import type { ClassDecoratorName } from "../analyze/declaration/callable-declaration.js";
import type { OutsideClass } from "../analyze/classes/find-outside.js";
import type { Span } from "../diagnostics/diagnostic.js";
import type { Directive } from "../diagnostics/directive.js";
import type { LinkedAgent } from "./linked-agent.js";
import type { LinkedCallable } from "./linked-callable.js";
import type { LinkedNetwork } from "./linked-network.js";
import type { Linked } from "./linked.js";
import type { ProjectCode } from "./module-code.js";

/** An import of one module of the project by another. */
export interface ProgramImport {
  readonly specifier: string;
  readonly span: Span;
  /** Whether it does not exist at run time. */
  readonly typeOnly: boolean;
  /** Whether it imports only the type of `this.agents` from the output. */
  readonly agentsOnly?: true;
  /** The path of the imported module, from the root, even if the file does not exist yet. */
  readonly target: string;
}

/** A whole project, as the rules of `check/` see it. Paths are from the root, with `/`. */
export interface Program {
  readonly config: ResolvedConfig;
  /** `"agents.config.ts"`. */
  readonly configFile: string;
  /** The beginning of the config, for faults without a better place. */
  readonly configSpan: Span;
  /** `"generated"`. */
  readonly output: string;
  /** Everything that callers can call, by file and position. */
  readonly callables: readonly Linked[];
  /** Those of {@link callables} that ask a model. */
  readonly agents: readonly LinkedAgent[];
  /** Those of {@link callables} that call others. */
  readonly networks: readonly LinkedNetwork[];
  /**
   * What is known about the models of the agents, by the name that an agent uses, without unknown models.
   */
  readonly models: ReadonlyMap<string, ModelInfo>;
  /** For unknown models, the known one that was most likely meant. */
  readonly nearModels: ReadonlyMap<string, string>;
  /** The imports, within the project, of each module that an agent reaches. */
  readonly imports: ReadonlyMap<string, readonly ProgramImport[]>;
  /** The code that agents run. */
  readonly code: ProjectCode;
  /** The texts of the config, of the agents' modules and of the project's modules that these import. */
  readonly texts: ReadonlyMap<string, string>;
  /** Classes that look like agents in files that are not searched for agents. */
  readonly outside: readonly OutsideClass[];
  /** The comments that turn warnings off. */
  readonly directives: readonly Directive[];
}

/** Where a decorator of a class gets its value, or the class's name if the syntax does not show it. */
export function spanOf({ declaration }: LinkedCallable, decorator: ClassDecoratorName): Span {
  return declaration.decorators.get(decorator) ?? declaration.span;
}
