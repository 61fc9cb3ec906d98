/** Chinese texts of the kiosk face. */
export const kiosk = { title: '' };
