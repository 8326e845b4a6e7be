// What the pages of all frameworks have in common: where the API is, and a token from the page's own server.
export const { origin } = document.documentElement.dataset;

export async function fetchToken() {
  const answer = await fetch('/token', { method: 'POST' });
  return (await answer.json()).token;
}
