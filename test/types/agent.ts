import { Agent } from "troupe";

export class Whole extends Agent {
  override system() {
    return undefined;
  }
  user() {
    return [{ type: "text", text: "Hello" }] as const;
  }
  override async assistant() {
    return "{";
  }
}

export class InMessages extends Agent {
  user() {
    return "Hello";
  }
  override messages() {
    return [{ role: "user", content: this.user() }] as const;
  }
}

export abstract class Unfinished extends Agent {}

// @ts-expect-error user() is missing
export class WithoutUser extends Agent {}

// @ts-expect-error user() is missing in the class that it extends as well
export class StillWithoutUser extends Unfinished {}

export class AnswersANumber extends Agent {
  // @ts-expect-error a prompt is text or parts
  user() {
    return 5;
  }
}

export class UnknownRole extends Agent {
  user() {
    return "Hello";
  }
  // @ts-expect-error no message has this role
  override messages() {
    return [{ role: "narrator", content: "Hello" }] as const;
  }
}
