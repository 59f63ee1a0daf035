export declare const OLDEST_JAVA: number;
export declare function findJava(environment?: NodeJS.ProcessEnv): string | undefined;
export declare function findMaven(): string | undefined;
