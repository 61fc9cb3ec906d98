/** Which OCR engine and models read: the shipped ones, Tesseract, or a model set that was dropped into the models folder. */
import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query';
import { Alert, App, Button, Tag } from 'antd';
import { useTranslation } from 'react-i18next';
import type { OcrEngineView } from '#shared/contract/host-procedures.ts';
import type { SerializedError } from '#shared/errors.ts';
import { useBackend } from '../../../backend.ts';
import { Busy } from '../../../components/busy.tsx';
import { ErrorNotice } from '../../../components/error-notice.tsx';
import { errorOf } from '../../../state/error-of.ts';
import './ocr-engine-choice.css';

type Engine = OcrEngineView['engines'][number];

const isBeingChecked = ({ kind, version, error }: Engine) => kind === 'model-set' && version === null && error === null;
/** While sets are being looked at their findings come one by one. */
const whileCheckingMs = 2000;

export function OcrEngineChoice() {
  const { t } = useTranslation();
  const { client, orpc } = useBackend();
  const { message } = App.useApp();
  const queryClient = useQueryClient();
  const view = useQuery(
    orpc.admin.ocrEngine.get.queryOptions({
      refetchInterval: ({ state }) => (state.data?.engines.some(isBeingChecked) ? whileCheckingMs : false),
    }),
  );
  const show = (next: OcrEngineView) => queryClient.setQueryData(orpc.admin.ocrEngine.get.queryKey(), next);
  const choose = useMutation({
    mutationFn: (name: string) => client.admin.ocrEngine.choose({ name }),
    onSuccess: (next) => {
      show(next);
      void message.success(t('admin.ocrEngine.chosen', { name: next.chosen }));
      void queryClient.invalidateQueries({ queryKey: orpc.admin.status.get.queryKey() });
    },
  });
  const checkAgain = useMutation({ mutationFn: () => client.admin.ocrEngine.checkAgain(), onSuccess: show });
  if (view.isPending) return <Busy />;
  if (!view.data) return <ErrorNotice error={view.error} />;
  const { chosen, refused, engines, modelsFolder } = view.data;
  return (
    <section className="admin-panel">
      <div className="admin-title">
        <h2>{t('admin.ocrEngine.title')}</h2>
        <Button loading={checkAgain.isPending} onClick={() => checkAgain.mutate()}>
          {t('admin.ocrEngine.checkAgain')}
        </Button>
      </div>
      <p className="soft">{t('admin.ocrEngine.lead')}</p>
      <p>
        {t('admin.ocrEngine.folder')}：<code>{modelsFolder}</code>
      </p>
      {refused && (
        <Alert type="warning" showIcon title={t('admin.ocrEngine.fallback', { name: chosen })} description={<Reason error={refused} />} />
      )}
      <ul className="engine-list">
        {engines.map((engine) => (
          <EngineRow
            key={engine.name}
            engine={engine}
            inUse={refused ? engine.kind === 'pp-ocr' : engine.name === chosen}
            busy={choose.isPending && choose.variables === engine.name}
            locked={choose.isPending}
            onUse={() => choose.mutate(engine.name)}
          />
        ))}
      </ul>
      {choose.error && <ErrorNotice error={choose.error} extra={<Reason error={errorOf(choose.error)} />} />}
      <ErrorNotice error={checkAgain.error} />
    </section>
  );
}

type RowProps = { engine: Engine; inUse: boolean; busy: boolean; locked: boolean; onUse: () => void };

function EngineRow({ engine, inUse, busy, locked, onUse }: RowProps) {
  const { t } = useTranslation();
  const { name, kind, version, error } = engine;
  return (
    <li className={inUse ? 'in-use' : ''}>
      <div>
        <strong>{kind === 'model-set' ? name : t(`admin.ocrEngine.kinds.${kind}`)}</strong>
        <div className="soft">
          {kind === 'model-set' && `${t('admin.ocrEngine.kinds.model-set')} · `}
          {t(`admin.ocrEngine.kindHints.${kind}`)}
        </div>
        {version && <code className="soft">{version}</code>}
        {error && <Reason error={error} />}
      </div>
      <span className="engine-state">
        {isBeingChecked(engine) && <Tag>{t('admin.ocrEngine.checking')}</Tag>}
        {error && <Tag color="error">{t('admin.ocrEngine.refused')}</Tag>}
        {version && !inUse && <Tag color="success">{t('admin.ocrEngine.sound')}</Tag>}
        {inUse ? (
          <Tag color="processing">{t('admin.ocrEngine.inUse')}</Tag>
        ) : (
          <Button disabled={locked || isBeingChecked(engine) || error !== null} loading={busy} onClick={onUse}>
            {t('admin.ocrEngine.use')}
          </Button>
        )}
      </span>
    </li>
  );
}

/** What is wrong with a model set, in words; nothing for other errors. */
function Reason({ error: { code, details } }: { error: SerializedError }) {
  const { t } = useTranslation();
  const detail = (name: string) => String(details[name] ?? '');
  const values = { classes: detail('classes'), characters: detail('characters'), file: detail('file'), model: detail('model') };
  if (code === 'recognizer.model-missing') return <div className="bad">{t('admin.ocrEngine.reasons.missing', values)}</div>;
  const reason = details['reason'] === 'model.json' ? 'description' : details['reason'];
  if (code !== 'recognizer.model-mismatch' || !isReason(reason)) return null;
  return <div className="bad">{t(`admin.ocrEngine.reasons.${reason}`, values)}</div>;
}

const reasons = ['dictionary', 'digest', 'description', 'does-not-run', 'shape'] as const;
const isReason = (reason: unknown): reason is (typeof reasons)[number] => (reasons as readonly unknown[]).includes(reason);
