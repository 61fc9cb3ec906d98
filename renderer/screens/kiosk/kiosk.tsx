/** x */
export function Kiosk() {
  return null;
}
