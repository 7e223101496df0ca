/** What takes a while to work out and never changes, of those that were asked for last. */
export class Remembered<Value> {
  /** Those that were asked for last at the end. */
  private readonly known = new Map<string, Promise<Value>>();

  constructor(private readonly most: number) {}

  /**
   * What is known by a name; else it is worked out, once for all who ask meanwhile. What fails is tried again at the next call.
   * @throws what the work throws.
   */
  get(name: string, work: () => Promise<Value>): Promise<Value> {
    const value = this.known.get(name) ?? this.begin(name, work);
    this.known.delete(name);
    this.known.set(name, value);
    for (const oldest of [...this.known.keys()].slice(0, -this.most)) this.known.delete(oldest);
    return value;
  }

  private begin(name: string, work: () => Promise<Value>): Promise<Value> {
    const value = work();
    value.catch(() => {
      if (this.known.get(name) === value) this.known.delete(name);
    });
    return value;
  }
}
