/** x */
export function AdminShell() {
  return null;
}
