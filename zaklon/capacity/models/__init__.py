"""Tables of certificates and courses."""

from zaklon.capacity.models.certificates import Batch, Certificate
from zaklon.capacity.models.courses import Course, CoursePicture, CourseVersion
from zaklon.capacity.models.learning import Learning, Try

__all__ = ["Batch", "Certificate", "Course", "CoursePicture", "CourseVersion", "Learning", "Try"]
