export { gradeReport, type GradeReport } from './grade-report.js';
export {
  gradeAt,
  learnGrades,
  restatedGrades,
  type Grade,
  type GradeRules,
  type LearntGrades,
} from './learn-grades.js';
