import {
  Agent,
  agent,
  cache,
  description,
  fallback,
  maxTokens,
  model,
  retry,
  schema,
  streaming,
  temperature,
  timeout,
} from "troupe";
import { z } from "zod";
import * as mini from "zod/mini";
import { z as z3 } from "zod/v3";

abstract class Greeter extends Agent {
  user() {
    return "Hello";
  }
}

@agent({ name: "hello" })
@model("openai/gpt-4o")
@streaming()
@description("Greets.")
@cache("1h")
@timeout("30s")
@retry({ maxAttempts: 2, initialDelayMs: 100, maxDelayMs: 1_000, restart: true })
@fallback("anthropic/claude-sonnet-5-5", "groq/llama-4")
@temperature(0.5)
@maxTokens(100)
@schema(z.object({ greeting: z.string() }))
export class Everything extends Greeter {}

@model("groq/openai/gpt-oss-20b")
@streaming(false)
@cache({ ttl: "1.5h", key: "v2" })
@timeout({ total: "2d", firstToken: "250ms", idle: "5m" })
@schema(z3.object({ greeting: z3.string() }))
export abstract class InTheirLongForms extends Agent {}

@schema(mini.array(mini.string()))
@timeout({})
@retry()
export class OfMini extends Greeter {}

@retry({ invalidOutput: true })
export class Corrected extends Greeter {}

@retry(false)
export class AskedOnce extends Greeter {}

// @ts-expect-error retries are on without it
@retry(true)
export class RetryTurnedOn extends Greeter {}

// @ts-expect-error a model has a provider
@model("gpt-4o")
export class WithoutProvider extends Greeter {}

// @ts-expect-error a fallback has a provider
@fallback("openai/gpt-4o", "gpt-4o-mini")
export class FallbackWithoutProvider extends Greeter {}

// @ts-expect-error there is a model to fall back to
@fallback()
export class FallbackToNothing extends Greeter {}

// @ts-expect-error attempts are counted, not timed
@retry({ maxAttempts: "30s" })
export class RetryInWords extends Greeter {}

// @ts-expect-error a unit is one letter, without a space
@timeout("5 minutes")
export class InWords extends Greeter {}

// @ts-expect-error a duration has a unit
@timeout("30")
export class WithoutUnit extends Greeter {}

// @ts-expect-error a duration is text
@timeout(30)
export class InNumbers extends Greeter {}

// @ts-expect-error each limit is a duration
@timeout({ total: "30" })
export class LimitWithoutUnit extends Greeter {}

// @ts-expect-error there is no such limit
@timeout({ first: "30s" })
export class UnknownLimit extends Greeter {}

// @ts-expect-error there is no such unit
@cache("1y")
export class UnknownUnit extends Greeter {}

// @ts-expect-error a cache has a time to live
@cache({ key: "v2" })
export class CacheForEver extends Greeter {}

// @ts-expect-error streaming is on or off
@streaming("always")
export class StreamsAlways extends Greeter {}

// @ts-expect-error a name is text
@agent({ name: 5 })
export class NamedByANumber extends Greeter {}

// @ts-expect-error the options say what they are
@agent("hello")
export class NamedWithoutOptions extends Greeter {}

// @ts-expect-error a temperature is a number
@temperature("hot")
export class HotInWords extends Greeter {}

// @ts-expect-error tokens are counted
@maxTokens("100")
export class TokensInWords extends Greeter {}

// @ts-expect-error a description is text
@description(["Greets."])
export class DescribedInParts extends Greeter {}

// @ts-expect-error a schema is a Zod schema
@schema({ greeting: "string" })
export class OfNoSchema extends Greeter {}

// @ts-expect-error a decorator is called
@streaming
export class WithoutParentheses extends Greeter {}

// @ts-expect-error only an agent has a model
@model("openai/gpt-4o")
export class NoAgent {}

// @ts-expect-error an agent is made without arguments
@model("openai/gpt-4o")
export class MadeWithArguments extends Greeter {
  readonly greeting: string;
  constructor(greeting: string) {
    super();
    this.greeting = greeting;
  }
}

export class DecoratedMethod extends Greeter {
  // @ts-expect-error streaming is said of the class
  @streaming()
  override user() {
    return "Hello";
  }
}
