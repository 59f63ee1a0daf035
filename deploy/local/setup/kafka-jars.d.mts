export declare const KAFKA_VERSION: string;
export declare function cacheFolder(environment?: NodeJS.ProcessEnv): string;
export declare function jarFolder(environment?: NodeJS.ProcessEnv): string;
export declare function faultOfJars(jars: string): string | undefined;
export declare function ensureKafkaJars(report?: (text: string) => void): Promise<string>;
