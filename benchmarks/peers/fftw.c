/* Times FFTW's real transforms, the kernel only: best of many, microseconds. cc -O2 fftw.c -lfftw3 */
#include <fftw3.h>
#include <stdio.h>
#include <stdlib.h>
#include <time.h>

static double now(void)
{
    struct timespec t;
    clock_gettime(CLOCK_MONOTONIC, &t);
    return t.tv_sec * 1e6 + t.tv_nsec * 1e-3;
}

int main(void)
{
    int lengths[] = {1024, 2005, 2048, 4000, 4096, 65536};
    for (int i = 0; i < 6; i++) {
        int n = lengths[i];
        double *samples = fftw_malloc(sizeof(double) * n);
        fftw_complex *bins = fftw_malloc(sizeof(fftw_complex) * (n / 2 + 1));
        for (int effort = 0; effort < 2; effort++) {
            fftw_plan plan = fftw_plan_dft_r2c_1d(n, samples, bins, effort ? FFTW_MEASURE : FFTW_ESTIMATE);
            for (int j = 0; j < n; j++)
                samples[j] = rand() / (double)RAND_MAX;
            double best = 1e9;
            int calls = 200000 / n + 5;
            for (int r = 0; r < 200; r++) {
                double start = now();
                for (int k = 0; k < calls; k++)
                    fftw_execute(plan);
                double each = (now() - start) / calls;
                best = each < best ? each : best;
            }
            printf("%d %s: %.2f\n", n, effort ? "measure" : "estimate", best);
            fftw_destroy_plan(plan);
        }
    }
    return 0;
}
