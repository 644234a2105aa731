/** The process itself: Jest gives its tests a copy, which hears of neither warnings nor rejections. */
export const realProcess: NodeJS.Process = Buffer.constructor("return process")();
