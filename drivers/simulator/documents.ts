/** The XML documents of the simulated scanner. */
import { gzipSync } from 'node:zlib';
import { escapeXml } from '../escl/xml.ts';
import type { Model } from './models.ts';
import { PAGE_HEIGHT, PAGE_WIDTH } from './render-page.ts';
import type { SimulatedJob } from './simulated-job.ts';

const HEAD = '<?xml version="1.0" encoding="UTF-8"?>\n';
const NAMESPACES = 'xmlns:scan="http://schemas.hp.com/imaging/escl/2011/05/03" xmlns:pwg="http://www.pwg.org/schemas/2010/12/sm"';

export function capabilitiesXml(model: Model, uuid: string): string {
  const input = inputCapabilities(model);
  return `${HEAD}<scan:ScannerCapabilities ${NAMESPACES}>
<pwg:Version>${model.version}</pwg:Version>
<pwg:MakeAndModel>${escapeXml(model.makeAndModel)}</pwg:MakeAndModel>
<pwg:SerialNumber>${uuid.slice(-12)}</pwg:SerialNumber>
<scan:UUID>${uuid}</scan:UUID>
${model.platen ? `<scan:Platen><scan:PlatenInputCaps>${input}</scan:PlatenInputCaps></scan:Platen>` : ''}
${model.feeder ? feederCapabilities(model.feeder, input) : ''}
</scan:ScannerCapabilities>
`;
}

function feederCapabilities({ duplex, capacity }: NonNullable<Model['feeder']>, input: string): string {
  return `<scan:Adf>
<scan:AdfSimplexInputCaps>${input}</scan:AdfSimplexInputCaps>
${duplex ? `<scan:AdfDuplexInputCaps>${input}</scan:AdfDuplexInputCaps>` : ''}
<scan:FeederCapacity>${capacity}</scan:FeederCapacity>
<scan:AdfOptions><scan:AdfOption>DetectPaperLoaded</scan:AdfOption>${duplex ? '<scan:AdfOption>Duplex</scan:AdfOption>' : ''}</scan:AdfOptions>
</scan:Adf>`;
}

function inputCapabilities({ formats, formatExt, resolutions, resolutionRange }: Model): string {
  const ext = formatExt ? formats.map((format) => `<scan:DocumentFormatExt>${format}</scan:DocumentFormatExt>`).join('') : '';
  return `
<scan:MinWidth>75</scan:MinWidth><scan:MaxWidth>${PAGE_WIDTH}</scan:MaxWidth>
<scan:MinHeight>75</scan:MinHeight><scan:MaxHeight>${PAGE_HEIGHT}</scan:MaxHeight>
<scan:MaxScanRegions>1</scan:MaxScanRegions>
<scan:SettingProfiles><scan:SettingProfile>
<scan:ColorModes>${['BlackAndWhite1', 'Grayscale8', 'RGB24'].map((mode) => `<scan:ColorMode>${mode}</scan:ColorMode>`).join('')}</scan:ColorModes>
<scan:DocumentFormats>${formats.map((format) => `<pwg:DocumentFormat>${format}</pwg:DocumentFormat>`).join('')}
${ext}</scan:DocumentFormats>
<scan:SupportedResolutions>${resolutionRange ? rangeXml(resolutionRange) : stepsXml(resolutions)}</scan:SupportedResolutions>
</scan:SettingProfile></scan:SettingProfiles>
<scan:SupportedIntents><scan:Intent>Document</scan:Intent><scan:Intent>TextAndGraphic</scan:Intent></scan:SupportedIntents>
<scan:MaxOpticalXResolution>600</scan:MaxOpticalXResolution><scan:MaxOpticalYResolution>600</scan:MaxOpticalYResolution>
`;
}

function stepsXml(resolutions: Model['resolutions']): string {
  const steps = resolutions.map(
    ([x, y]) =>
      `<scan:DiscreteResolution><scan:XResolution>${x}</scan:XResolution><scan:YResolution>${y}</scan:YResolution></scan:DiscreteResolution>`,
  );
  return `<scan:DiscreteResolutions>${steps.join('')}</scan:DiscreteResolutions>`;
}

function rangeXml([min, max]: [number, number]): string {
  const range = `<scan:Min>${min}</scan:Min><scan:Max>${max}</scan:Max><scan:Normal>300</scan:Normal><scan:Step>1</scan:Step>`;
  return `<scan:ResolutionRange><scan:XResolutionRange>${range}</scan:XResolutionRange><scan:YResolutionRange>${range}</scan:YResolutionRange></scan:ResolutionRange>`;
}

/** @param adfState null for a device without a feeder */
export function statusXml(model: Model, state: string, adfState: string | null, jobs: readonly SimulatedJob[], now: number): string {
  return `${HEAD}<scan:ScannerStatus ${NAMESPACES}>
<pwg:Version>${model.version}</pwg:Version>
<pwg:State>${state}</pwg:State>
${adfState === null ? '' : `<scan:AdfState>${adfState}</scan:AdfState>`}
<scan:Jobs>${jobs.map((job) => jobXml(model, job, now)).join('')}</scan:Jobs>
</scan:ScannerStatus>
`;
}

/** Devices that pull no sheet ahead call the one they are at waiting. */
function waitingImages({ ahead, sides, settings }: SimulatedJob): number {
  return ahead ? sides.length + ahead.sheets.length * (settings.duplex ? 2 : 1) : 1;
}

function jobXml(model: Model, job: SimulatedJob, now: number): string {
  return `
<scan:JobInfo>
<pwg:JobUri>${model.jobUri === 'path' ? job.path : `/eSCL/ScanJobs/urn:uuid:${job.id}`}</pwg:JobUri><pwg:JobUuid>urn:uuid:${job.id}</pwg:JobUuid>
<scan:Age>${Math.round((now - job.createdAt) / 1000)}</scan:Age>
<pwg:ImagesCompleted>${job.pages}</pwg:ImagesCompleted><pwg:ImagesToTransfer>${job.state === 'Processing' ? waitingImages(job) : 0}</pwg:ImagesToTransfer>
<scan:TransferRetryCount>0</scan:TransferRetryCount>
<pwg:JobState>${job.state}</pwg:JobState>
<pwg:JobStateReasons><pwg:JobStateReason>${job.reason}</pwg:JobStateReason></pwg:JobStateReasons>
</scan:JobInfo>`;
}

export function imageInfoXml(model: Model, job: SimulatedJob, page: { widthPx: number; heightPx: number }): string {
  return `${HEAD}<scan:ScanImageInfo ${NAMESPACES}>
<pwg:Version>${model.version}</pwg:Version>
<pwg:JobUri>${job.path}</pwg:JobUri><pwg:JobUuid>urn:uuid:${job.id}</pwg:JobUuid>
<scan:ActualWidth>${page.widthPx}</scan:ActualWidth><scan:ActualHeight>${page.heightPx}</scan:ActualHeight>
<scan:ActualBytesPerLine>${page.widthPx * (job.settings.colorMode === 'color' ? 3 : 1)}</scan:ActualBytesPerLine>
</scan:ScanImageInfo>
`;
}

/** Documents that no parser should take: each form was met on a device, or is what an attacker would send. */
export function malformedXml(xml: string, form: 'cut' | 'not-xml' | 'doctype' | 'entities' | 'deep' | 'huge'): string {
  switch (form) {
    case 'cut':
      return xml.slice(0, xml.length >> 1);
    case 'not-xml':
      return '<html><body>Device is starting<br></body></html>';
    case 'doctype':
      return xml.replace('?>', '?><!DOCTYPE s SYSTEM "http://127.0.0.1:9/evil.dtd">');
    case 'entities':
      return xml.replace('?>', '?><!DOCTYPE s [<!ENTITY a "aaaaaaaaaa"><!ENTITY b "&a;&a;&a;&a;&a;&a;&a;&a;">]>').replace('Idle', '&b;');
    case 'deep':
      return `${HEAD}${'<a>'.repeat(5_000)}${'</a>'.repeat(5_000)}`;
    case 'huge':
      return xml + ' '.repeat(2 * 1024 * 1024);
  }
}

/** Documents with a fault that a reader can forgive. */
export function sloppyXml(xml: string, form: 'nul-tail' | 'bare-ampersand' | 'gzip'): string | Buffer {
  if (form === 'gzip') return gzipSync(xml);
  return form === 'nul-tail'
    ? `${xml}${'\0'.repeat(9)}`
    : xml.replace('</pwg:Version>', '</pwg:Version><scan:Note>Scan & Copy</scan:Note>');
}
