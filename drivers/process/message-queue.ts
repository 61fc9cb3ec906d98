/** Messages in the order they came, for one reader that waits for the next. */
export class MessageQueue<Message> {
  readonly #waiting: Message[] = [];
  #reader: ((message: Message) => void) | null = null;

  push(message: Message): void {
    const reader = this.#reader;
    this.#reader = null;
    if (reader) reader(message);
    else this.#waiting.push(message);
  }

  next(): Promise<Message> {
    if (this.#waiting.length > 0) return Promise.resolve(this.#waiting.shift() as Message);
    return new Promise((resolve) => (this.#reader = resolve));
  }
}
