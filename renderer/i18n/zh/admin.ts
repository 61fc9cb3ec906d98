/** Chinese texts of the admin face. */
export const admin = { title: '' };
