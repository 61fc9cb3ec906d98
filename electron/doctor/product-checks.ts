/** What the product itself must find in order: native modules, models, data key, store and audit chain. */
import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { errorText } from '#shared/error-texts.ts';
import { isAppError } from '#shared/errors.ts';
import { modelFiles, requiredModelFiles, verifyModels } from '../../models/manifest.ts';
import type { Platform } from '../platform/platform.ts';
import { demoAccounts, openPublishedAccounts } from '../services/accounts.ts';
import { createStore } from '../store/sqlite-store.ts';
import { bad, good, limited } from './check.ts';
import type { Check, Finding } from './check.ts';

function failed(name: string, error: unknown, remedy: string): Finding {
  if (!isAppError(error)) return bad(name, error instanceof Error ? (error.message.split('\n')[0] ?? '') : String(error), remedy);
  const { title, action } = errorText(error, 'zh');
  return bad(name, `${title}（${error.code}）`, action || remedy);
}

/** Each is loaded on its own, so that one missing library does not hide the others. */
export function checkModule(name: string, load: () => Promise<unknown>): Check {
  return async () => {
    try {
      await load();
      return good(`组件 ${name}`, '可以加载');
    } catch (error) {
      return failed(`组件 ${name}`, error, '重新执行 npm ci；仍失败时检查系统 glibc ≥ 2.28');
    }
  };
}

export const checkModels: Check = async () => {
  try {
    await verifyModels(requiredModelFiles);
  } catch (error) {
    return failed('识别模型', error, '重新执行 npm ci');
  }
  try {
    await verifyModels(modelFiles.filter(({ required }) => !required));
    return good('识别模型', '齐全，校验值一致');
  } catch (error) {
    const code = isAppError(error) ? error.code : 'internal';
    return limited(
      '识别模型',
      `版式分类模型不可用（${code}），材料类型只按文字判断`,
      '恢复 models/classifier/page-classifier.onnx，或重新安装',
    );
  }
};

/** Opens the store read-only in spirit: nothing is written but what opening itself needs. */
export function checkStore(platform: Platform): Check {
  return async () => {
    if (!existsSync(join(platform.dataFolder, 'intake.db')))
      return limited('数据', `${platform.dataFolder} 还没有数据`, '第一次启动时创建');
    try {
      const store = await createStore({ dataFolder: platform.dataFolder, key: await platform.loadKey() });
      const { rows, brokenAt } = await store.audit.verify().finally(() => store.close());
      if (brokenAt !== null) return bad('操作日志', `校验链在第 ${brokenAt} 条断开（共 ${rows} 条）`, '保护现场，联系安全管理员');
      return good('数据', `${platform.dataFolder}，操作日志 ${rows} 条，校验链完整；密钥：${platform.keyStorage}`);
    } catch (error) {
      if (isAppError(error) && error.code === 'store.in-use') return limited('数据', '收件台正在运行', '关闭后再检查数据和操作日志');
      return failed('数据', error, '');
    }
  };
}

/** Whether anybody who read the README can sign in, and what the demo left beside the data. */
export function checkDemoAccounts(platform: Platform): Check {
  const name = '演示账号';
  return async () => {
    if (!existsSync(join(platform.dataFolder, 'intake.db'))) return good(name, '还没有数据，没有开放');
    try {
      const store = await createStore({ dataFolder: platform.dataFolder, key: await platform.loadKey() });
      const open = await openPublishedAccounts(store).finally(() => store.close());
      const end = `正式使用前在管理界面设置本单位的扫描仪和审批系统，演示账号 ${demoAccounts.map(({ account }) => account).join('、')} 随即停用`;
      if (open.length > 0) return limited(name, `开放：${open.join('、')} 可用公开的密码登录（演示数据）`, end);
      const sandbox = `${platform.dataFolder}-sandbox`;
      if (existsSync(sandbox)) return limited(name, '没有开放', `演示时的模拟审批系统留下了未加密的数据，不再需要时请删除 ${sandbox}`);
      return good(name, '没有开放');
    } catch (error) {
      if (isAppError(error) && error.code === 'store.in-use') return limited(name, '收件台正在运行', '关闭后再检查');
      return failed(name, error, '');
    }
  };
}
