export const store = {
  async save(text: string): Promise<void> {
    await fetch('http://store', { method: 'POST', body: text });
  },
};
