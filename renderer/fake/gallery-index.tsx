/** The list of every screen with invented data. */
import { galleryScreens } from './gallery-texts.ts';

export function GalleryIndex() {
  return (
    <main style={{ padding: 40 }}>
      <h1>Gallery</h1>
      <ul>
        {galleryScreens.map(([name, address]) => (
          <li key={address}>
            <a href={address}>{name}</a>
          </li>
        ))}
      </ul>
    </main>
  );
}
