export const state = () => ({ basket: [] });
