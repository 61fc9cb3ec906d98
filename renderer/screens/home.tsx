/** The bare address: the counter, or the list of screens in the gallery. */
import { Navigate } from '@tanstack/react-router';
import { useBackend } from '../backend.ts';

export function Home() {
  const { gallery: Gallery } = useBackend();
  return Gallery ? <Gallery /> : <Navigate to={'/counter' as string} replace />;
}
