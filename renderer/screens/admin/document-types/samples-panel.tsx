/** The samples of a taught type: seen, added from files or from cases, removed. */
import { DeleteOutlined } from '@ant-design/icons';
import { Button } from 'antd';
import { useRef, useState } from 'react';
import type { DragEvent } from 'react';
import { useTranslation } from 'react-i18next';
import { maxSamples } from '#shared/taught-type.ts';
import type { TaughtTypeView } from '#shared/taught-type.ts';
import { useBackend } from '../../../backend.ts';
import { ErrorNotice } from '../../../components/error-notice.tsx';
import { formatTime } from '../../../components/format-time.ts';
import { useLabels } from '../../../i18n/use-labels.ts';
import { CandidateDialog } from './candidate-dialog.tsx';
import type { DocumentTypeChanges } from './use-document-types.ts';

type Props = { type: TaughtTypeView; changes: DocumentTypeChanges };
const accepted = 'image/jpeg,image/png,image/tiff,image/webp,image/bmp,application/pdf,application/ofd,.ofd';

export function SamplesPanel({ type, changes: { upload, addPages, removeSample } }: Props) {
  const { t } = useTranslation();
  const input = useRef<HTMLInputElement>(null);
  const [picking, setPicking] = useState(false);
  const full = type.samples.length >= maxSamples;
  const take = (files: FileList | null) => files && files.length > 0 && !full && upload.mutate({ id: type.id, files: [...files] });
  const drop = (event: DragEvent) => {
    event.preventDefault();
    take(event.dataTransfer.files);
  };
  return (
    <section className="admin-panel" onDragOver={(event) => event.preventDefault()} onDrop={drop}>
      <div className="admin-title">
        <h2>
          {t('documentTypes.samples')} <span className="soft num">{type.samples.length}</span>
        </h2>
        <Button onClick={() => setPicking(true)} disabled={full}>
          {t('documentTypes.pick')}
        </Button>
        <Button type="primary" ghost loading={upload.isPending} disabled={full} onClick={() => input.current?.click()}>
          {t(upload.isPending ? 'documentTypes.uploading' : 'documentTypes.upload')}
        </Button>
        <input
          ref={input}
          type="file"
          multiple
          hidden
          accept={accepted}
          onChange={(event) => {
            take(event.target.files);
            event.target.value = '';
          }}
        />
      </div>
      <p className="soft">{t('documentTypes.uploadHint')}</p>
      <ErrorNotice error={upload.error ?? removeSample.error} />
      <ul className="taught-samples">
        {type.samples.map((sample) => (
          <Sample key={sample.id} sample={sample} busy={removeSample.isPending} onRemove={() => removeSample.mutate(sample.id)} />
        ))}
      </ul>
      {picking && (
        <CandidateDialog
          saving={addPages.isPending}
          error={addPages.error}
          onClose={() => setPicking(false)}
          onAdd={(pageIds) => addPages.mutate({ id: type.id, pageIds }, { onSuccess: () => setPicking(false) })}
        />
      )}
    </section>
  );
}

type SampleProps = { sample: TaughtTypeView['samples'][number]; busy: boolean; onRemove: () => void };

function Sample({ sample, busy, onRemove }: SampleProps) {
  const { t } = useTranslation();
  const { sampleUrl } = useBackend();
  const labels = useLabels();
  const confidence = Math.round(sample.confidence * 100);
  return (
    <li className="taught-sample">
      <a href={sampleUrl(sample.id, 'original')} target="_blank" rel="noreferrer">
        <img src={sampleUrl(sample.id, 'thumbnail')} alt={t(`documentTypes.source.${sample.source}`)} loading="lazy" />
      </a>
      <span className="num">{formatTime(sample.addedAt)}</span>
      <span className="soft">{t(`documentTypes.source.${sample.source}`)}</span>
      <span className="soft taught-read-as">
        {t('documentTypes.readAs', { type: labels.documentType(sample.documentType), confidence })}
      </span>
      <Button
        size="small"
        type="text"
        danger
        disabled={busy}
        icon={<DeleteOutlined />}
        aria-label={t('documentTypes.removeSample')}
        title={t('documentTypes.removeSample')}
        onClick={onRemove}
      />
    </li>
  );
}
