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

export class WithMessagesAlone extends Unfinished {
  override messages() {
    return [{ role: "user", content: "Hello" }] as const;
  }
}

export class WithOverride extends Agent {
  override user() {
    return "Hello";
  }
}

export class Louder extends WithOverride {
  override user() {
    return `${super.user()}!`;
  }
}

export class Misspelt extends Agent {
  // @ts-expect-error no such method
  override usr() {
    return "Hello";
  }
  user() {
    return "Hello";
  }
}

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
