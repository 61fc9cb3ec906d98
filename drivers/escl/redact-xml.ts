/** Takes out of eSCL XML whatever names a device, a network or a person; structure, spelling and order stay as the device sent them. */

/** Elements whose text says what the device can do or is doing. The text of every other element goes. */
const kept = new Set(
  `Version MakeAndModel State AdfState JobState JobStateReason Age ImagesCompleted ImagesToTransfer TransferRetryCount
  MinWidth MaxWidth MinHeight MaxHeight MaxScanRegions MinPageWidth MinPageHeight MaxPhysicalWidth MaxPhysicalHeight
  MaxOpticalXResolution MaxOpticalYResolution RiskyLeftMargin RiskyRightMargin RiskyTopMargin RiskyBottomMargin
  ColorMode ContentType DocumentFormat DocumentFormatExt ColorSpace CcdChannel BinaryRendering Intent
  XResolution YResolution Min Max Normal Step FeederCapacity AdfOption Duplex InputSource Edge
  ContentRegionUnits XOffset YOffset Width Height MustHonor CompressionFactor Brightness Contrast Gamma Threshold Sharpen
  NoiseRemoval FeedDirection BlankPageDetection BlankPageDetectionAndRemoval ActualWidth ActualHeight ActualBytesPerLine
  Supported PaperPresent`.split(/\s+/),
);
/** Their text is a job's name, which the trace needs in order to find the job again. */
const jobNames = new Set(['JobUri', 'JobUuid']);

/** Gives each job of a trace a name of its own: `job-1`, `job-2`, … */
export class JobNames {
  readonly #names = new Map<string, string>();

  /** `/eSCL/ScanJobs/<whatever>/NextDocument`, a URI or `urn:uuid:` → the same with an invented job. */
  redact(text: string): string {
    const inPath = /^(?:[a-z]+:\/\/[^/]*)?(.*\/ScanJobs\/)([^/?]+)(.*)$/i.exec(text.trim());
    if (inPath) return `${inPath[1]}${this.#name(inPath[2]!)}${inPath[3]!.startsWith('/') ? inPath[3] : ''}`;
    const uuid = /^(urn:uuid:)?([\w-]+)$/i.exec(text.trim());
    return uuid ? `${uuid[1] ?? ''}${this.#name(uuid[2]!)}` : 'redacted';
  }

  #name(id: string): string {
    const key = id.toLowerCase().replace(/^urn:uuid:/, '');
    const known = this.#names.get(key) ?? `job-${this.#names.size + 1}`;
    this.#names.set(key, known);
    return /^urn:uuid:/i.test(id) ? `urn:uuid:${known}` : known;
  }
}

/** Also for XML that is not well-formed: that is what one wants a trace of. */
export function redactXml(xml: string, jobs: JobNames): string {
  let element = '';
  const tokens = xml.replace(/<!--[\s\S]*?-->/g, '').split(/(<[^>]*>)/);
  return tokens
    .map((token) => {
      if (token.startsWith('<')) {
        element = /^<(?:[\w.-]+:)?([\w.-]+)/.exec(token)?.[1] ?? '';
        return redactTag(token);
      }
      if (token.trim() === '' || kept.has(element)) return token;
      return jobNames.has(element) ? jobs.redact(token) : 'redacted';
    })
    .join('');
}

/** Namespaces are the same on every device of a make; other attributes may say anything. */
function redactTag(tag: string): string {
  if (tag.startsWith('<?') || tag.startsWith('</')) return tag;
  return tag.replace(/\s(?!xmlns)([\w:.-]+)\s*=\s*("[^"]*"|'[^']*')/g, (_, name: string) => ` ${name}="redacted"`);
}
