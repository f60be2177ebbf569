// A page may stay open longer than the session in which it was made. Once somebody has signed in
// again, the page itself, asked for anew, holds a token of the new session.
const TIMEOUT_MILLISECONDS = 8000;

// Returns the token, or "" while nobody is signed in or the line is down.
export async function freshToken() {
  try {
    const answer = await fetch(location.href, {
      credentials: "same-origin", redirect: "manual", cache: "no-store", signal: AbortSignal.timeout(TIMEOUT_MILLISECONDS),
    });
    if (!answer.ok) return "";
    const page = new DOMParser().parseFromString(await answer.text(), "text/html");
    return page.querySelector("main input[name=csrf_token]")?.value ?? "";
  } catch {
    return "";
  }
}
