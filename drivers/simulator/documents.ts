/** The XML documents of the simulated scanner. */
import { escapeXml } from '../escl/xml.ts';
import { PAGE_HEIGHT, PAGE_WIDTH } from './render-page.ts';
import type { SimulatedJob } from './simulated-job.ts';

export const MODEL = 'Intake Desk Simulated Scanner';
export const FEEDER_CAPACITY = 50;
export const RESOLUTIONS = [75, 100, 150, 200, 300, 400, 600];
export const ESCL_VERSION = '2.63';

const HEAD = '<?xml version="1.0" encoding="UTF-8"?>\n';
const NAMESPACES = 'xmlns:scan="http://schemas.hp.com/imaging/escl/2011/05/03" xmlns:pwg="http://www.pwg.org/schemas/2010/12/sm"';

export function capabilitiesXml(uuid: string): string {
  const input = inputCapabilities();
  return `${HEAD}<scan:ScannerCapabilities ${NAMESPACES}>
<pwg:Version>${ESCL_VERSION}</pwg:Version>
<pwg:MakeAndModel>${escapeXml(MODEL)}</pwg:MakeAndModel>
<pwg:SerialNumber>${uuid.slice(-12)}</pwg:SerialNumber>
<scan:UUID>${uuid}</scan:UUID>
<scan:Platen><scan:PlatenInputCaps>${input}</scan:PlatenInputCaps></scan:Platen>
<scan:Adf>
<scan:AdfSimplexInputCaps>${input}</scan:AdfSimplexInputCaps>
<scan:AdfDuplexInputCaps>${input}</scan:AdfDuplexInputCaps>
<scan:FeederCapacity>${FEEDER_CAPACITY}</scan:FeederCapacity>
<scan:AdfOptions><scan:AdfOption>DetectPaperLoaded</scan:AdfOption><scan:AdfOption>Duplex</scan:AdfOption></scan:AdfOptions>
</scan:Adf>
</scan:ScannerCapabilities>
`;
}

function inputCapabilities(): string {
  const resolutions = RESOLUTIONS.map(
    (dpi) =>
      `<scan:DiscreteResolution><scan:XResolution>${dpi}</scan:XResolution><scan:YResolution>${dpi}</scan:YResolution></scan:DiscreteResolution>`,
  );
  const formats = ['image/jpeg', 'application/pdf'];
  return `
<scan:MinWidth>75</scan:MinWidth><scan:MaxWidth>${PAGE_WIDTH}</scan:MaxWidth>
<scan:MinHeight>75</scan:MinHeight><scan:MaxHeight>${PAGE_HEIGHT}</scan:MaxHeight>
<scan:MaxScanRegions>1</scan:MaxScanRegions>
<scan:SettingProfiles><scan:SettingProfile>
<scan:ColorModes>${['BlackAndWhite1', 'Grayscale8', 'RGB24'].map((mode) => `<scan:ColorMode>${mode}</scan:ColorMode>`).join('')}</scan:ColorModes>
<scan:DocumentFormats>${formats.map((format) => `<pwg:DocumentFormat>${format}</pwg:DocumentFormat>`).join('')}
${formats.map((format) => `<scan:DocumentFormatExt>${format}</scan:DocumentFormatExt>`).join('')}</scan:DocumentFormats>
<scan:SupportedResolutions><scan:DiscreteResolutions>${resolutions.join('')}</scan:DiscreteResolutions></scan:SupportedResolutions>
</scan:SettingProfile></scan:SettingProfiles>
<scan:SupportedIntents><scan:Intent>Document</scan:Intent><scan:Intent>TextAndGraphic</scan:Intent></scan:SupportedIntents>
<scan:MaxOpticalXResolution>600</scan:MaxOpticalXResolution><scan:MaxOpticalYResolution>600</scan:MaxOpticalYResolution>
`;
}

export function statusXml(state: string, adfState: string, jobs: readonly SimulatedJob[]): string {
  return `${HEAD}<scan:ScannerStatus ${NAMESPACES}>
<pwg:Version>${ESCL_VERSION}</pwg:Version>
<pwg:State>${state}</pwg:State>
<scan:AdfState>${adfState}</scan:AdfState>
<scan:Jobs>${jobs.map(jobXml).join('')}</scan:Jobs>
</scan:ScannerStatus>
`;
}

function jobXml(job: SimulatedJob): string {
  return `
<scan:JobInfo>
<pwg:JobUri>${job.path}</pwg:JobUri><pwg:JobUuid>urn:uuid:${job.id}</pwg:JobUuid>
<scan:Age>${Math.round((Date.now() - job.createdAt) / 1000)}</scan:Age>
<pwg:ImagesCompleted>${job.pages}</pwg:ImagesCompleted><pwg:ImagesToTransfer>${job.state === 'Processing' ? 1 : 0}</pwg:ImagesToTransfer>
<scan:TransferRetryCount>0</scan:TransferRetryCount>
<pwg:JobState>${job.state}</pwg:JobState>
<pwg:JobStateReasons><pwg:JobStateReason>${job.reason}</pwg:JobStateReason></pwg:JobStateReasons>
</scan:JobInfo>`;
}

export function imageInfoXml(job: SimulatedJob, page: { widthPx: number; heightPx: number }): string {
  return `${HEAD}<scan:ScanImageInfo ${NAMESPACES}>
<pwg:JobUri>${job.path}</pwg:JobUri><pwg:JobUuid>urn:uuid:${job.id}</pwg:JobUuid>
<scan:ActualWidth>${page.widthPx}</scan:ActualWidth><scan:ActualHeight>${page.heightPx}</scan:ActualHeight>
<scan:ActualBytesPerLine>${page.widthPx * (job.settings.colorMode === 'color' ? 3 : 1)}</scan:ActualBytesPerLine>
</scan:ScanImageInfo>
`;
}
