/** Findings of the validators, in words, with how serious each is. */
import type { Problem } from '#shared/page.ts';
import { problemText } from '#shared/problem-texts.ts';
import { useLanguage } from '../i18n/language.ts';
import './problem-list.css';

export function ProblemList({ problems }: { problems: readonly Problem[] }) {
  const language = useLanguage();
  if (problems.length === 0) return null;
  return (
    <ul className="problems">
      {problems.map((problem, index) => (
        <li key={index} className={`problem-${problem.severity}`}>
          {problemText(problem, language)}
        </li>
      ))}
    </ul>
  );
}
