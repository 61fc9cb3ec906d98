/** Says on every staff screen that nothing can be taken in, and why; nothing while all is well. */
import { useQuery } from '@tanstack/react-query';
import { Alert } from 'antd';
import { errorText } from '#shared/error-texts.ts';
import { useBackend } from '../backend.ts';
import { useLanguage } from '../i18n/language.ts';

export function SafetyBanner() {
  const { orpc } = useBackend();
  const language = useLanguage();
  const state = useQuery(orpc.safety.state.queryOptions({ refetchInterval: 3_000, retry: false }));
  const problem = state.data?.trouble ?? state.data?.lookingOnly;
  if (!problem) return null;
  const { title, action } = errorText(problem, language);
  return <Alert banner type="error" role="alert" className="no-print" title={<strong>{title}</strong>} description={action} />;
}
