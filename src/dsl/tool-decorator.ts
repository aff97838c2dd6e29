import type { Agent } from "./agent.js";
import type { ToolContext, ToolResult } from "./define-tool.js";

type AnyMethod = (...parameters: never) => unknown;

/** What the standard form tells a decorator of a method that may be a tool. */
interface PublicMethodContext extends ClassMethodDecoratorContext<Agent<unknown>> {
  readonly static: false;
  readonly private: false;
}

/** Where a tool may be: what a decorator gets of a method, or in the legacy form the method's name. */
type PublicMethod<This> = PublicMethodContext | (keyof This & string);

type MethodType<This, At> =
  At extends ClassMethodDecoratorContext<never, infer Method> ? Method : This[At & keyof This];

/**
 * What `@tool` expects of a method that cannot be a tool. No method satisfies it: it stands in tsc's
 * message to say what to do.
 */
export interface ToolMethodError<Advice extends string> {
  readonly "@tool": Advice;
}

/**
 * Decorates a method that a model can call: with one object as its parameter or none at all, and with a
 * {@link ToolContext} second if it wants one.
 *
 * @typeParam Result What `toModel` takes: the method has to give it. `never`: anything.
 */
export interface ToolDecorator<Result = never> {
  <This extends Agent, At extends PublicMethod<This>>(
    target: This | AnyMethod,
    place: At & Callable<MethodType<This, At>, Result>,
    descriptor?: PropertyDescriptor,
  ): void;
}

type Callable<Method, Result> = Method extends (
  input: never,
  context: ToolContext,
) => infer Returned
  ? Method extends (...parameters: infer Given) => unknown
    ? IsObject<Exclude<Given[0 & keyof Given], undefined>> extends true
      ? Gives<Returned, Result>
      : ToolMethodError<"take one object: method({ city }: { city: string })">
    : never
  : ToolMethodError<"take one object and, optionally, a ToolContext: method(input, context)">;

/** Whether a method gives what `toModel` takes. */
type Gives<Returned, Result> = [Result] extends [never]
  ? unknown
  : [ToolResult<Returned>] extends [Result]
    ? unknown
    : ToolMethodError<"return what toModel takes">;

/** Also of what is not there. Arrays and functions are objects for tsc, but not for a model. */
type IsObject<Type> = [Type] extends [never]
  ? true
  : [Type] extends [readonly unknown[] | AnyMethod]
    ? false
    : [Type] extends [object]
      ? true
      : false;
