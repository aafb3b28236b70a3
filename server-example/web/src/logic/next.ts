/** Where to go after the sign-in: only to addresses of this page, whatever a link says. */
export function safeNext(next: string | undefined): string {
  return next && /^\/(?![/\\])/.test(next) ? next : "/";
}
